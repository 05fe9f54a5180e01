"""Linked data for programs: what a page is about, in the words of schema.org, as JSON-LD.

Addresses are whole where the site's own is known, else relative to the page. schema.org knows no
construction project, so that a record is a page about a place, a body, or simply a thing.
"""

from __future__ import annotations

import json
from typing import Any

from atlas.records.base import NamedRecord, Record
from atlas.records.district import District
from atlas.records.organisation import Organisation
from atlas.records.place import Place
from atlas.records.project import Project
from atlas.view import urls
from atlas.view.composer import Composer

Json = dict[str, Any]
CONTEXT = "https://schema.org"
CITY = "places/tianjin"
# Projects one can stand in, and those that are bodies; the rest are services, brands and programmes.
_PLACES = frozenset(
    {"building", "park", "business_district", "renewal_area", "street", "hub", "facility", "route", "store",
     "public_space"}
)  # fmt: skip
_BODIES = {"institute": "Organization", "alliance": "Organization", "school": "School"}


def home(c: Composer) -> str:
    """The home page: the site, and the catalogue of its data."""
    site = _site(c) | {"description": c.t("site.description"), "inLanguage": urls.HTML_LANG[c.language]}
    catalogue = _catalogue(c) | {
        "description": c.t("list.data"),
        "inLanguage": list(urls.HTML_LANG.values()),
        "dataset": _dataset(c, c.t("metadata.atlas"), c.t("site.description"), "data/"),
    }
    return _text([site, catalogue])


def ledger(c: Composer) -> str:
    """The list of commitments: a set of data in its own right."""
    title = c.t("nav.commitments")
    dataset = _dataset(c, c.t("metadata.commitments"), c.t("list.commitments"), c.path)
    return _text([dataset | {"includedInDataCatalog": _catalogue(c)}, _crumbs(c, ((c.path, title),))])


def record(c: Composer, item: Record, title: str, description: str, digest: str) -> str:
    """A record's page, where it is about a place, a body or a project; nothing for other records."""
    about = _about(c, item)
    if not about:
        return ""
    crumbs = _crumbs(c, ((f"{item.folder}/", c.t(f"nav.{item.folder}")), (c.path, title)))
    page = {
        "@type": "WebPage",
        "@id": _page(c, c.path),
        "url": _page(c, c.path),
        "name": title,
        "description": description,
        "inLanguage": urls.HTML_LANG[c.language],
        "version": digest,
        "contentReferenceTime": c.atlas.as_of.isoformat(),
        "isPartOf": _site(c),
        "about": about,
        "encoding": _download(c, f"{c.address}index.json", "MediaObject"),
        "breadcrumb": crumbs,
    }
    return _text([page])


def _about(c: Composer, item: Record) -> Json:
    """The thing itself."""
    kind, above = "Thing", ""
    if isinstance(item, District):
        kind, above = ("AdministrativeArea" if item.code is not None else "Place"), CITY
    elif isinstance(item, Project):
        kind = "Place" if item.kind in _PLACES else _BODIES.get(item.kind, "Thing")
        above = f"districts/{item.district_id}" if item.district_id else ""
    elif isinstance(item, Organisation):
        kind = "Organization"
    elif isinstance(item, Place):
        kind = "Place"
    else:
        return {}
    found: Json = {"@type": kind, **_names(c, item)}
    if isinstance(item, District) and item.code is not None:
        found["identifier"] = {"@type": "PropertyValue", "propertyID": "GB/T 2260", "value": item.code}
    folder, _, name = above.partition("/")
    if above and kind != "Thing" and name in c.atlas.records.get(folder, {}):
        inside = c.atlas.get(above)
        assert isinstance(inside, NamedRecord)
        relation = "location" if kind in _BODIES.values() else "containedInPlace"
        found[relation] = {"@type": "Place", **_names(c, inside), "url": _page(c, f"{above}/")}
    return found


def _names(c: Composer, item: NamedRecord) -> Json:
    """The name in the page's language, and every other one on record."""
    own = c.words(item.names).text
    others = [item.names.zh, item.names.en, *(name for alias in item.aliases for name in (alias.zh, alias.en))]
    alternate = [name for name in dict.fromkeys(others) if name and name != own]
    return {"name": own} | ({"alternateName": alternate} if alternate else {})


def _site(c: Composer) -> Json:
    return {"@type": "WebSite", "name": c.t("site.name"), "url": _page(c, "")}


def _catalogue(c: Composer) -> Json:
    return {"@type": "DataCatalog", "name": c.t("site.name"), "url": _page(c, "data/")}


def _dataset(c: Composer, name: str, description: str, path: str) -> Json:
    return {
        "@type": "Dataset",
        "name": name,
        "description": description,
        "url": _page(c, path),
        "inLanguage": list(urls.HTML_LANG.values()),
        "contentReferenceTime": c.atlas.as_of.isoformat(),
        "isAccessibleForFree": True,
        "license": _page(c, "licence/"),
        "creator": {"@type": "Organization", "name": c.t("site.name"), "url": _page(c, "about/")},
        "distribution": _download(c, "data/atlas.json", "DataDownload"),
    }


def _download(c: Composer, address: str, kind: str) -> Json:
    return {"@type": kind, "encodingFormat": "application/json", "contentUrl": _file(c, address)}


def _crumbs(c: Composer, steps: tuple[tuple[str, str], ...]) -> Json:
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": _page(c, path)}
        for position, (path, name) in enumerate((("", c.t("nav.home")), *steps), start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _page(c: Composer, path: str) -> str:
    address = urls.page(c.language, path)
    return urls.absolute(c.settings.site_url, address) if c.settings.site_url else c.href(path)


def _file(c: Composer, address: str) -> str:
    return urls.absolute(c.settings.site_url, address) if c.settings.site_url else c.file_href(address)


def _text(graph: list[Json]) -> str:
    body = {"@context": CONTEXT, **graph[0]} if len(graph) == 1 else {"@context": CONTEXT, "@graph": graph}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))
