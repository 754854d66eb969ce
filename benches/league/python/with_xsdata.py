"""xsdata. Its values are instances of the generated dataclasses."""

import protocol
from bindings import AuthenticateSoapHasSession, GetIdentitiesResponse, HasSession
from xsdata.formats.dataclass.client import Client
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.serializers import XmlSerializer

parser = XmlParser()
serializer = XmlSerializer()


def decode(document):
    value = parser.from_bytes(document, GetIdentitiesResponse)
    return value.get_identities_result.identity, value


def encode(value):
    return serializer.render(value).encode()


def has_session(url):
    client = Client.from_service(AuthenticateSoapHasSession, location=url)
    message = AuthenticateSoapHasSession.input
    request = message(body=message.Body(has_session=HasSession()))

    def call():
        response = client.send(request)
        return response.body.has_session_response.has_session_result

    return call


protocol.run(decode, encode, has_session)
