<?php
// Gives values back, through PHP's own types.

declare(strict_types=1);

final class EchoService
{
    /** Each operation is called after the type of what it gives back. */
    public function __call(string $name, array $arguments): mixed
    {
        // The one that takes nothing gives null.
        return $arguments[0] ?? null;
    }

    /** The same node in several places, which PHP writes once and refers to. */
    public function shared(): array
    {
        $node = new stdClass();
        $node->name = 'shared';
        $node->next = null;
        $first = new stdClass();
        $first->name = 'first';
        $first->next = $node;
        return [$first, $node, $node, null];
    }

    /** A node that leads back to itself. */
    public function circle(): object
    {
        $node = new stdClass();
        $node->name = 'circle';
        $node->next = $node;
        return $node;
    }

    /** A map within a map, as PHP has them everywhere. */
    public function settings(): array
    {
        return ['name' => "Bj\u{f8}rn", 'size' => 3, 'inner' => ['yes' => true, 7 => 0.5], 'list' => [1, 2], 'none' => null];
    }

    public function fail(): never
    {
        throw new SoapFault('unbound:Code', 'This is how it ends', null, ['why' => 'because']);
    }

    /** What PHP answers with no envelope. */
    public function crash(): never
    {
        throw new RuntimeException('not for the caller');
    }
}

/** The same in document/literal: the operation's element holds what was sent, and another what comes back. */
final class WrappedEcho
{
    public function __call(string $name, array $arguments): object
    {
        return (object) [$name . 'Result' => $arguments[0]->value ?? null];
    }
}
