<?php
// The auth service, and the one service that wants its token.

declare(strict_types=1);

const LIFE = 3600;
const USERNAME = 'eva';
const PASSWORD = "gr\u{f8}nn <skog> & \"hav\"";

/** The tokens that are alive, and when each was used last. */
final class Tokens
{
    public function create(): string
    {
        $token = bin2hex(random_bytes(16));
        $this->change(fn (array $tokens) => [[...$tokens, $token => time()], null]);
        return $token;
    }

    /** Starts a token's hour again, if it is alive. */
    public function use(string $token): bool
    {
        return $this->change(function (array $tokens) use ($token) {
            $alive = isset($tokens[$token]) && time() - $tokens[$token] <= LIFE;
            if ($alive) {
                $tokens[$token] = time();
            }
            return [$tokens, $alive];
        });
    }

    public function destroy(string $token): bool
    {
        $alive = $this->use($token);
        $this->change(fn (array $tokens) => [array_diff_key($tokens, [$token => 0]), null]);
        return $alive;
    }

    private function change(callable $change): mixed
    {
        $file = fopen(getenv('SAPO_PHP_STATE'), 'c+');
        flock($file, LOCK_EX);
        [$tokens, $result] = $change(json_decode(stream_get_contents($file) ?: '[]', true));
        ftruncate($file, 0);
        rewind($file);
        fwrite($file, json_encode($tokens));
        fclose($file);
        return $result;
    }
}

/** In rpc/encoded, where PHP's arrays are arrays. */
final class Auth
{
    public function __construct(private Tokens $tokens)
    {
        if (isset($_COOKIE['authToken'])) {
            $tokens->use($_COOKIE['authToken']);
        }
    }

    public function authenticate(object $request): array
    {
        $errors = [];
        if (($request->username ?? '') === '') {
            $errors[] = 'Enter a user name.';
        }
        if (($request->password ?? '') === '') {
            $errors[] = 'Enter a password.';
        }
        if (!$errors && ($request->username !== USERNAME || $request->password !== PASSWORD)) {
            $errors[] = 'The user name or the password is wrong.';
        }
        if ($errors) {
            return ['authToken' => null, 'identity' => null, 'errors' => $errors];
        }
        return ['authToken' => $this->tokens->create(), 'identity' => $this->identity(), 'errors' => null];
    }

    public function isValidToken(?string $token): bool
    {
        return $this->tokens->use($token ?? '');
    }

    public function getIdentity(?string $token): ?array
    {
        return $this->tokens->use($token ?? '') ? $this->identity() : null;
    }

    public function destroyToken(?string $token): bool
    {
        return $this->tokens->destroy($token ?? '');
    }

    private function identity(): array
    {
        return [
            'id' => 42,
            'username' => USERNAME,
            'email' => 'eva@example.com',
            'groups' => ['Members', null, "Bj\u{f8}rnar & <venner>"],
            'attributes' => [
                ['name' => 'newsletter', 'value' => true],
                ['name' => 'points', 'value' => PHP_INT_MAX],
                ['name' => 'shoe size', 'value' => null],
            ],
            'lastLogin' => '2026-11-21T08:15:00+01:00',
        ];
    }
}

/** In rpc/literal, where an array is a structure that repeats its one element. */
final class LiteralAuth
{
    public function __construct(private Auth $auth)
    {
    }

    public function __call(string $name, array $arguments): mixed
    {
        return self::literal($this->auth->$name(...$arguments));
    }

    private static function literal(mixed $value): mixed
    {
        if (!is_array($value)) {
            return $value;
        }
        $value = array_map(self::literal(...), $value);
        return array_is_list($value) ? ['item' => $value] : $value;
    }
}

/** In document/literal, where arguments and results are wrapped. */
final class DocumentAuth
{
    public function __construct(private LiteralAuth $auth)
    {
    }

    public function __call(string $name, array $arguments): array
    {
        $arguments = array_values(get_object_vars($arguments[0]));
        return ['return' => $this->auth->$name(...$arguments)];
    }
}

final class Forms
{
    public function __construct(private Tokens $tokens)
    {
    }

    public function updateDetails(?array $details): string
    {
        if (!$this->tokens->use($_COOKIE['authToken'] ?? '')) {
            throw new SoapFault('Server', 'Update details: a valid authToken is required');
        }
        return USERNAME . ' ' . ($details['email'] ?? '-');
    }
}
