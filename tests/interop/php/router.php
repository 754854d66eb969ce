<?php
// A site for the interop tests, served by PHP itself: php -S HOST:PORT router.php
//
// SAPO_PHP_STATE names a file that keeps tokens from one request to the next.

declare(strict_types=1);

require __DIR__ . '/auth.php';
require __DIR__ . '/echo.php';

ini_set('soap.wsdl_cache_enabled', '0');
// As many digits as a double has: PHP writes 14 unless it is told otherwise.
ini_set('precision', '17');
error_reporting(E_ALL);
// Warnings would end up in the middle of an envelope.
ini_set('display_errors', '0');

$services = [
    '/encoded/auth' => ['../../../wsdl/auth.wsdl', fn () => new Auth(new Tokens())],
    '/literal/auth' => ['auth-literal.wsdl', fn () => new LiteralAuth(new Auth(new Tokens()))],
    '/document/auth' => ['auth-document.wsdl', fn () => new DocumentAuth(new LiteralAuth(new Auth(new Tokens())))],
    '/encoded/forms' => ['../../../wsdl/embedded/forms.wsdl', fn () => new Forms(new Tokens())],
    '/encoded/echo' => ['echo.wsdl', fn () => new EchoService()],
    // The contracts are those of the ASP.NET site.
    '/literal/echo' => ['../asmx/literal.wsdl', fn () => new EchoService()],
    '/document/echo' => ['../asmx/values.wsdl', fn () => new WrappedEcho()],
];

$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (!isset($services[$path])) {
    http_response_code(404);
    return;
}
[$wsdl, $handler] = $services[$path];
$wsdl = __DIR__ . '/' . $wsdl;
if ($_SERVER['REQUEST_METHOD'] === 'GET') {
    header('Content-Type: text/xml; charset=utf-8');
    readfile($wsdl);
    return;
}
$server = new SoapServer($wsdl, ['features' => SOAP_SINGLE_ELEMENT_ARRAYS]);
$server->setObject($handler());
$server->handle();
