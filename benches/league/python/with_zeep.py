"""zeep. Its values are objects whose types it makes when it loads the WSDL."""

import sys

import protocol
import zeep
from lxml import etree
from zeep.loader import parse_xml

NAMESPACE = "{http://24sevenOffice.com/webservices}"

client = zeep.Client(sys.argv.pop(1))


def response():
    return client.get_element(NAMESPACE + "GetIdentitiesResponse")


def decode(document):
    root = parse_xml(document, client.transport, settings=client.settings)
    value = response().parse(root, client.wsdl.types)
    return value.GetIdentitiesResult.Identity, value


def encode(value):
    parent = etree.Element("parent")
    response().render(parent, value)
    return etree.tostring(parent[0], encoding="utf-8", xml_declaration=True)


def has_session(url):
    service = client.create_service(NAMESPACE + "AuthenticateSoap", url)
    return service.HasSession


protocol.run(decode, encode, has_session)
