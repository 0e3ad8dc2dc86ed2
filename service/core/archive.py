"""An archive package as plain files: names, sums, one zip that is always the same.

The shape is that of E-ARK CSIP 2: per record a folder with `metadata/descriptive`,
`metadata/preservation` and `representations/rep1/data`. METS.xml is left to the packer
of the archive that receives it: what it has to say differs between archives (FGS).
"""

import io
import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

Package = Mapping[str, bytes]  # path with `/` -> content

MANIFEST = "manifest-sha256.txt"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can tell
FOR_OWNER = 0o100600 << 16
UNIX = 3
DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
NAMESPACES = {"dc": DC, "dcterms": DCTERMS}


def with_manifest(package: Package) -> dict[str, bytes]:
    """Return the package with the SHA-256 of each of its files beside them."""
    return {**package, MANIFEST: manifest(sums(package))}


def sums(package: Package) -> dict[str, str]:
    return {path: sha256(content).hexdigest() for path, content in package.items()}


def manifest(digests: Mapping[str, str]) -> bytes:
    """Return the checksums by path, as `sha256sum --check` reads them."""
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)).encode()


def zipped(package: Package) -> bytes:
    """Return a zip: the same bytes for the same files, whenever and wherever made."""
    held = io.BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for path in sorted(package):
            entry = ZipInfo(path, date_time=EARLIEST)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, UNIX
            entry.external_attr = FOR_OWNER
            archive.writestr(entry, package[path])
    return held.getvalue()


def as_json(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()


def as_dublin_core(terms: Iterable[tuple[str, str]]) -> bytes:
    """Return `dc:title` and the like with what each says, as XML. Blank ones go."""
    for prefix, uri in NAMESPACES.items():
        ElementTree.register_namespace(prefix, uri)
    root = ElementTree.Element("metadata")
    for name, said in terms:
        if said:
            ElementTree.SubElement(root, _qualified(name)).text = _for_xml(said)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def inside(folder: str, package: Package) -> dict[str, bytes]:
    """Return the files of a package as they lie in a folder of a larger one."""
    return {f"{folder}/{path}": content for path, content in package.items()}


def _qualified(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def _for_xml(text: str) -> str:
    """Return the text without the signs that XML 1.0 cannot hold."""
    return "".join(sign for sign in text if sign in "\t\n\r" or _is_xml(ord(sign)))


def _is_xml(point: int) -> bool:
    return 0x20 <= point <= 0xD7FF or 0xE000 <= point <= 0xFFFD or point >= 0x10000
