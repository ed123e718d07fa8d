/** An API of another server, whose name there needn't be a URL. */
import type { ApiForm } from "../../declared/forms.ts";
import type { Found } from "../found.ts";
import { note } from "../notes.ts";

export interface MovedApi {
  /** What identifies it here. */
  readonly resource: string;
  readonly found: (more?: Partial<ApiForm>) => Generator<Found>;
}

export function apiOf(identifier: string, name: string, at: string): MovedApi {
  const resource = URL.canParse(identifier) ? identifier : `urn:api:${encodeURIComponent(identifier)}`;
  return {
    resource,
    *found(more = {}) {
      if (resource !== identifier)
        yield { is: "note", note: note("import/audience", at, { name, was: identifier, now: resource }) };
      yield { is: "api", at, form: { resource, name, ...more } };
    },
  };
}
