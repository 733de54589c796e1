"""What programs ask of a site before anything else: how to search it, what to leave alone, is it there."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from .shelf import shelf

blueprint = Blueprint("machine", __name__)

# Combinations of filters have no end, and crawlers walk them all; articles and outlets are finite.
ROBOTS = """User-agent: *
Disallow: /search
Disallow: /values/
Disallow: /api/
Disallow: /*?
"""


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """The OpenSearch 1.1 description, which browsers and catalogues read."""
    text = render_template("opensearch.xml", root=request.url_root.rstrip("/"))
    return Response(text, mimetype="application/opensearchdescription+xml")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """What crawlers are asked to leave alone."""
    return Response(ROBOTS, mimetype="text/plain")


@blueprint.get("/healthz")
def health() -> Response:
    """ "ok" while the archive answers; else the error page with 503."""
    shelf().engine.stats()
    return Response("ok\n", mimetype="text/plain")
