/** What a proxy's configuration beside a failure takes away. */
import { expect, it } from "vitest";
import { explain } from "../explain.ts";

const first = (text: string): string | undefined => explain(JSON.stringify({ text })).findings[0]?.rule;

it.each([
  ["nginx", 'location /api/ {\n  proxy_pass http://app:8000;\n  proxy_set_header Authorization "";\n}'],
  ["nginx for FastCGI", "location ~ \\.php$ {\n  fastcgi_set_header Authorization '';\n}"],
  ["Apache's headers", "<Location /api>\n  RequestHeader unset Authorization\n</Location>"],
  ["Apache's CGI", "<Directory /srv>\n  CGIPassAuth Off\n</Directory>"],
  ["mod_wsgi", "WSGIScriptAlias / /srv/wsgi.py\nWSGIPassAuthorization Off"],
  ["HAProxy", "backend api\n  http-request del-header Authorization\n  server a 10.0.0.2:80"],
  ["Caddy", "reverse_proxy app:8000 {\n  header_up -Authorization\n}"],
  ["Traefik", 'headers:\n  customRequestHeaders:\n    X-Script: "1"\n    Authorization: ""'],
  ["Envoy", "request_headers_to_remove: [x-id, authorization]"],
])("%s that drops the Authorization header explains a 401", (_, config) => {
  expect(first(`Every call of the API returns 401 behind the proxy.\n\n${config}`)).toBe("token/dropped");
});

it.each([
  ["passes it on", "401 Unauthorized\n\nproxy_set_header Authorization $http_authorization;"],
  ["sets one", '401 Unauthorized\n\nproxy_set_header Authorization "Basic YTpi";'],
  ["empties another header", '401 Unauthorized, token\n\nproxy_set_header X-Authorization-Id "";'],
  ["drops it where nothing was refused for it", '502 Bad Gateway\n\nproxy_set_header Authorization "";'],
])("a proxy that %s explains nothing", (_, text) => {
  expect(first(text)).not.toBe("token/dropped");
});
