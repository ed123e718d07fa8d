/** Turns what was read into what rules examine: parameters, endpoints, and errors wherever they appear. Never throws. */
import type { Exchange, HttpRequest, HttpResponse, Material } from "./material.ts";
import { NOWHERE, partsOf, urlOf } from "./readers/address.ts";
import { errorsOf } from "./readers/errors.ts";
import { pairsOf } from "./readers/form-text.ts";
import { jwtsOf } from "./readers/jwts-of-view.ts";
import { requestView } from "./readers/request-view.ts";
import { addressesWithin } from "./readers/within-text.ts";
import type { RequestView, View } from "./view.ts";

const MOST = { words: 300_000, requests: 300 } as const;

export function buildView(material: Material): View {
  const exchanges = material.exchanges.slice(0, MOST.requests);
  const asked = (exchange: Exchange): exchange is Exchange & { readonly request: HttpRequest } =>
    exchange.request !== undefined;
  const requests = exchanges.filter(asked).map(requestView);
  const responses = exchanges.flatMap(({ response }): HttpResponse[] => (response === undefined ? [] : [response]));
  const redirects = material.redirects.flatMap(redirectView);
  const errors = errorsOf(material, requests, redirects);
  const said = errors.flatMap(({ error, words, around, codes }) => [error ?? "", around ?? words, codes.join(" ")]);
  return {
    requests,
    responses,
    errors,
    redirects,
    words: [...new Set([...material.names, ...said])].join("\n").slice(0, MOST.words),
    hosts: hostsOf(material, requests, redirects),
    jwts: jwtsOf(material, requests, redirects),
    context: material.context,
    material,
  };
}

/** Query and fragment together, even of a URL without scheme and host. */
function redirectView(address: string): View["redirects"] {
  const { query, fragment } = partsOf(address);
  const url = urlOf(address) ?? urlOf(`${NOWHERE}/?${query}#${fragment}`);
  if (url === undefined) return [];
  return [{ url, parameters: new Map([...pairsOf(fragment).values, ...pairsOf(query).values]) }];
}

function hostsOf(material: Material, requests: readonly RequestView[], redirects: View["redirects"]): string[] {
  const urls = [...requests.map(({ url }) => url), ...redirects.map(({ url }) => url)];
  const named = [
    ...material.discovery.map(({ issuer }) => issuer),
    ...requests.map(({ headers }) => headers.host && `https://${headers.host}`),
  ];
  const within = material.texts
    .slice(0, 50)
    .flatMap((text) => addressesWithin(text.slice(0, 100_000)).map(({ address }) => address));
  const all = [...urls, ...[...named, ...within].map((one) => (typeof one === "string" ? urlOf(one) : undefined))];
  const hosts = all.map((url) => url?.hostname ?? "").filter((host) => host.includes(".") || host === "localhost");
  return [...new Set(hosts)].filter((host) => !host.endsWith(".invalid"));
}
