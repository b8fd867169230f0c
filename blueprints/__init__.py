"""The web layer: the web app's page, installation of Piece repositories, REST API v1. HTTP only."""
