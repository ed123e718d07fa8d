/** The scopes as developers read them: the document at `/scopes.json`, which the page shows and `candor scopes` reads. */
import { ADMIN_PATH, type Catalogue, type Scope, stateAt } from "./catalogue.ts";

export interface PublishedScope {
  readonly name: string;
  readonly description: string;
  /** The resource of its API; none for the scopes of OpenID Connect. */
  readonly api?: string;
  readonly sensitive: boolean;
  /** Describes a signed-in user, and is refused where nobody signs in. */
  readonly personal: boolean;
  readonly state: "active" | "deprecated" | "removed";
  /** RFC 3339 days: since when it is deprecated, and when it is removed. */
  readonly since?: string | undefined;
  readonly sunset?: string | undefined;
  readonly replacement?: string | undefined;
}

export interface PublishedScopes {
  readonly issuer: string;
  readonly apis: readonly { readonly resource: string; readonly name: string }[];
  readonly scopes: readonly PublishedScope[];
}

/**
 * The document, without the admin API, which is for the operator's own clients. `now` in milliseconds: a deprecated scope counts as removed
 * after its sunset.
 */
export function publishedScopes(issuer: string, { scopes, apis }: Catalogue, now: number): PublishedScopes {
  const own = issuer + ADMIN_PATH;
  return {
    issuer,
    apis: [...apis.values()]
      .filter(({ resource }) => resource !== own)
      .map(({ resource, name }) => ({ resource, name })),
    scopes: [...scopes.values()].filter(({ api }) => api !== own).map((scope) => publishedScope(scope, now)),
  };
}

function publishedScope(scope: Scope, now: number): PublishedScope {
  const { name, description, api, sensitive, personal } = scope;
  const { is, ...dates } = stateAt(scope, now);
  return { name, description, ...(api !== undefined && { api }), sensitive, personal, state: is, ...dates };
}
