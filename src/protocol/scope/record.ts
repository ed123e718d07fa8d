/**
 * What a record keeps of the scopes and APIs that a decision looked at: what decides about them, and nothing that only describes them.
 * Scopes that differ only by name are kept together, in the order of the catalogue, which decides between two that were equally likely meant.
 */
import { flag, keptAs, listOf, members, optional, type Shape, text, texts, variants } from "../record.ts";
import { type Api, type Catalogue, catalogueOf, type Scope, type ScopeState } from "./catalogue.ts";

interface Alike {
  readonly names: string;
  readonly api?: string | undefined;
  /** `false` if it is missing. */
  readonly personal?: boolean | undefined;
  /** Active if it is missing. */
  readonly state?: ScopeState | undefined;
}

interface KeptCatalogue {
  readonly scopes: readonly Alike[];
  readonly apis: readonly string[];
}

const ACTIVE: ScopeState = { is: "active" };

const STATE: Shape<ScopeState> = variants<ScopeState>({
  active: {},
  deprecated: { since: text, sunset: optional(text), replacement: optional(text) },
  removed: { replacement: optional(text) },
});

const KEPT = members<KeptCatalogue>({
  scopes: listOf(
    members<Alike>({ names: text, api: optional(text), personal: optional(flag), state: optional(STATE) }),
  ),
  apis: texts,
});

function together({ scopes, apis }: Catalogue): KeptCatalogue {
  const alike: Alike[] = [];
  let like: Scope | undefined;
  for (const scope of scopes.values()) {
    const { name, api, personal, state } = scope;
    const last = alike.at(-1);
    const isAlike =
      like?.api === api && like?.personal === personal && state.is === "active" && like.state.is === "active";
    if (last !== undefined && isAlike) alike[alike.length - 1] = { ...last, names: `${last.names} ${name}` };
    else
      alike.push({
        names: name,
        api,
        personal: personal || undefined,
        state: state.is === "active" ? undefined : state,
      });
    like = scope;
  }
  return { scopes: alike, apis: [...apis.keys()] };
}

/** What isn't kept of an API: only its identifier decides. */
const AN_API = { name: "", tokens: "jwt", alg: "RS256", typ: "at+jwt", lifetime: 0 } as const;

function apart({ scopes, apis }: KeptCatalogue): Catalogue {
  const each = scopes.flatMap(({ names, api, personal = false, state = ACTIVE }) =>
    names.split(" ").map((name): Scope => ({ name, description: "", api, sensitive: false, personal, state })),
  );
  return catalogueOf(
    each,
    apis.map((resource): Api => ({ resource, ...AN_API })),
  );
}

export const CATALOGUE: Shape<Catalogue> = keptAs(KEPT, together, apart);
