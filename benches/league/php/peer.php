<?php
// PHP's SoapClient and, for writing, its SoapServer. Values are objects of stdClass. xtask/src/league/peer.rs describes
// what this program does.

const ENTRIES = 10000;
const REQUEST = '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>'
    . '<GetIdentities xmlns="http://24sevenOffice.com/webservices"/></soap:Body></soap:Envelope>';

ini_set('memory_limit', -1);

/** Gets its responses from memory. */
final class MemoryClient extends SoapClient
{
    public string $response;

    public function __doRequest($request, $location, $action, $version, $oneWay = false): ?string
    {
        return $this->response;
    }
}

/** The service whose response is written. */
final class Service
{
    public static object $response;

    public function GetIdentities(): object
    {
        return self::$response;
    }
}

function options(array $more = []): array
{
    return $more + ['cache_wsdl' => WSDL_CACHE_NONE, 'features' => SOAP_SINGLE_ELEMENT_ARRAYS];
}

function wall_time(): float
{
    return hrtime(true) / 1e9;
}

function processor_time(): float
{
    $usage = getrusage();
    return $usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec']
        + ($usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec']) / 1e6;
}

/** Repeats work for some seconds, and at least three times, and prints what each repetition takes. */
function repeat(string $seconds, callable $clock, callable $work): void
{
    $times = [];
    $end = wall_time() + (float) $seconds;
    while (count($times) < 3 || wall_time() < $end) {
        $begin = $clock();
        $work();
        $times[] = $clock() - $begin;
    }
    // SoapServer complains about output before its own.
    echo implode("\n", $times), "\n";
}

function check(bool $condition): void
{
    $condition || throw new Exception('the result is wrong');
}

function decoder(string $wsdl, string $file): callable
{
    $client = new MemoryClient($wsdl, options());
    $client->response = file_get_contents($file);
    return function () use ($client): object {
        $value = $client->GetIdentities();
        check(count($value->GetIdentitiesResult->Identity) === ENTRIES);
        return $value;
    };
}

[, $wsdl, $command] = $argv;
$arguments = array_slice($argv, 3);
switch ($command) {
    case 'decode':
        [$file, $seconds] = $arguments;
        repeat($seconds, processor_time(...), decoder($wsdl, $file));
        break;
    case 'encode':
        [$file, $seconds, $output] = $arguments;
        Service::$response = decoder($wsdl, $file)();
        $server = new SoapServer($wsdl, options());
        $server->setClass(Service::class);
        $encode = function () use ($server, &$written): void {
            ob_start();
            $server->handle(REQUEST);
            $written = ob_get_clean();
        };
        repeat($seconds, processor_time(...), $encode);
        file_put_contents($output, $written);
        break;
    case 'calls':
        [$url, $seconds] = $arguments;
        $client = new SoapClient($wsdl, options(['location' => $url]));
        repeat($seconds, wall_time(...), function () use ($client): void {
            for ($call = 0; $call < 100; $call++) {
                check($client->HasSession()->HasSessionResult === false);
            }
        });
        break;
    case 'memory':
        [$file, $count] = $arguments;
        $decode = decoder($wsdl, $file);
        while ($count-- > 0) {
            $decode();
        }
        break;
    case 'load':
        new SoapClient($wsdl, options());
        break;
    default:
        exit("this toolkit does not do $command");
}
