"""What the programs of the Python toolkits share; xtask/src/league/peer.rs describes them."""

import sys
import time

ENTRIES = 10_000


def repeat(seconds, clock, work):
    """Repeats work for some seconds, and at least three times, and prints what each repetition takes."""
    end = time.perf_counter() + float(seconds)
    count = 0
    while count < 3 or time.perf_counter() < end:
        begin = clock()
        work()
        print(clock() - begin)
        count += 1


def run(decode, encode, has_session):
    """Does the work that the arguments ask for.

    `decode` makes a list of identities and the value that has it of a document, `encode` a document of that value,
    `has_session` a function that calls the service at a URL.
    """

    def checked(document):
        identities, value = decode(document)
        assert len(identities) == ENTRIES
        return value

    def read(file):
        with open(file, "rb") as stream:
            return stream.read()

    match sys.argv[1:]:
        case ["decode", file, seconds]:
            document = read(file)
            repeat(seconds, time.process_time, lambda: checked(document))
        case ["encode", file, seconds, output]:
            value = checked(read(file))
            repeat(seconds, time.process_time, lambda: encode(value))
            with open(output, "wb") as stream:
                stream.write(encode(value))
        case ["calls", url, seconds]:
            call = has_session(url)

            def batch():
                for _ in range(100):
                    assert call() is False

            repeat(seconds, time.perf_counter, batch)
        case ["memory", file, count]:
            document = read(file)
            for _ in range(int(count)):
                checked(document)
        case ["load"]:
            pass
        case work:
            sys.exit(f"this toolkit does not do {work}")
