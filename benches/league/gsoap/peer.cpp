// gSOAP. Values are those of a context, which frees them together. xtask/src/league/peer.rs describes what this
// program does.

#include "AuthenticateSoap.nsmap"
#include "soapAuthenticateSoapProxy.h"

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <streambuf>
#include <string>

namespace {

constexpr size_t ENTRIES = 10000;

double wall_time() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration<double>(now).count();
}

double processor_time() { return double(std::clock()) / CLOCKS_PER_SEC; }

/// Repeats work for some seconds, and at least three times, and prints what each repetition takes.
template <typename Clock, typename Work>
void repeat(const std::string &seconds, Clock clock, Work work) {
    const double end = wall_time() + std::stod(seconds);
    for (int count = 0; count < 3 || wall_time() < end; count++) {
        const double begin = clock();
        work();
        std::cout << clock() - begin << '\n';
    }
}

void check(bool condition) {
    if (!condition) {
        throw std::runtime_error("the result is wrong");
    }
}

/// Bytes in memory as a stream, without a copy.
struct Memory : std::streambuf {
    explicit Memory(std::string &bytes) { setg(&bytes[0], &bytes[0], &bytes[0] + bytes.size()); }
};

struct Context {
    soap *const it;

    explicit Context(soap_mode mode = 0) : it(soap_new1(mode | SOAP_C_UTFSTRING)) {}

    ~Context() {
        release();
        soap_free(it);
    }

    void release() {
        soap_destroy(it);
        soap_end(it);
    }

    void decode(std::string &document, _ns1__GetIdentitiesResponse &value) {
        Memory memory(document);
        std::istream stream(&memory);
        it->is = &stream;
        const int error = soap_read__ns1__GetIdentitiesResponse(it, &value);
        it->is = nullptr;
        check(error == SOAP_OK && value.GetIdentitiesResult->Identity.size() == ENTRIES);
    }

    std::string encode(const _ns1__GetIdentitiesResponse &value) {
        std::ostringstream stream;
        it->os = &stream;
        const int error = soap_write__ns1__GetIdentitiesResponse(it, &value);
        it->os = nullptr;
        check(error == SOAP_OK);
        return stream.str();
    }
};

std::string read(const std::string &path) {
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream content;
    content << stream.rdbuf();
    return content.str();
}

void calls(const char *url, const std::string &seconds) {
    AuthenticateSoapProxy service(url, SOAP_IO_KEEPALIVE);
    repeat(seconds, wall_time, [&] {
        for (int call = 0; call < 100; call++) {
            _ns1__HasSession request;
            _ns1__HasSessionResponse response;
            check(service.HasSession(&request, response) == SOAP_OK && !response.HasSessionResult);
            service.destroy();
        }
    });
}

} // namespace

int main(int count, char **values) {
    const std::string command = values[1];
    if (command == "calls") {
        calls(values[2], values[3]);
        return 0;
    }
    std::string document = read(values[2]);
    Context context;
    if (command == "decode") {
        repeat(values[3], processor_time, [&] {
            _ns1__GetIdentitiesResponse value;
            context.decode(document, value);
            context.release();
        });
    } else if (command == "encode") {
        _ns1__GetIdentitiesResponse value;
        context.decode(document, value);
        repeat(values[3], processor_time, [&] { context.encode(value); });
        std::ofstream(values[4], std::ios::binary) << context.encode(value);
    } else if (command == "memory") {
        for (int done = 0; done < std::atoi(values[3]); done++) {
            _ns1__GetIdentitiesResponse value;
            context.decode(document, value);
            context.release();
        }
    } else {
        std::cerr << "this toolkit does not do " << command << '\n';
        return 2;
    }
}
