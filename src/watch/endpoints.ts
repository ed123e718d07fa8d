/** Which endpoints the servers have, as their metadata said when it went by. It is surer than what a path looks like. */
import { type Exchange, jsonOf } from "./exchange.ts";

export interface Endpoints {
  /** Reads metadata that a response has. */
  readonly learn: (exchange: Exchange) => void;
  /** The name of a URL's endpoint in the metadata, such as `token`. */
  readonly at: (url: string) => string | undefined;
  /** The documents, the last of each issuer. */
  readonly documents: () => readonly Readonly<Record<string, unknown>>[];
}

const MOST = 50;

export function learnedEndpoints(): Endpoints {
  const names = new Map<string, string>();
  const documents = new Map<string, Readonly<Record<string, unknown>>>();
  return {
    learn({ request, response }) {
      const json = jsonOf(response?.body);
      const issuer = json?.issuer ?? json?.resource;
      if (json === undefined || typeof issuer !== "string" || !request.url.includes("/.well-known/")) return;
      if (documents.size >= MOST) return;
      documents.set(issuer, json);
      for (const [member, value] of Object.entries(json)) {
        const [, name] = /^(\w+?)(?:_endpoint|_uri)$/.exec(member) ?? [];
        if (name !== undefined && typeof value === "string") names.set(bare(value), name);
      }
    },
    at: (url) => names.get(bare(url)),
    documents: () => [...documents.values()],
  };
}

const bare = (url: string): string => url.replace(/[?#].*$/s, "").replace(/\/$/, "");
