/** Between the form of a scope and the members that the admin API accepts. */
import type { Members } from "../../admin/representation.ts";
import type { ScopeForm } from "../../pages/console/scope-form.tsx";
import type { StoredScope } from "../../ports/registered.ts";
import { isSelected, linesIn, textIn } from "./form.ts";

export const EMPTY: ScopeForm = {
  name: "",
  description: "",
  descriptions: "",
  api: "",
  sensitive: false,
  state: "active",
  sunset: "",
  replacement: "",
};

export function formOf({ scope }: StoredScope): ScopeForm {
  const { name, description, descriptions = {}, api = "", sensitive, state } = scope;
  const { sunset = "", replacement = "" } = state as Partial<Record<"sunset" | "replacement", string>>;
  const lines = Object.entries(descriptions).map(([tag, text]) => `${tag}: ${text}`);
  return { name, description, descriptions: lines.join("\n"), api, sensitive, state: state.is, sunset, replacement };
}

/** What was sent, to show it again. */
export const sentForm = (form: URLSearchParams): ScopeForm => ({
  name: form.get("name") ?? "",
  description: form.get("description") ?? "",
  descriptions: form.get("descriptions") ?? "",
  api: form.get("api") ?? "",
  sensitive: isSelected(form, "sensitive"),
  state: form.get("state") ?? "active",
  sunset: form.get("sunset") ?? "",
  replacement: form.get("replacement") ?? "",
});

/** A line without a colon is kept whole as a language, so that the refusal names it. */
function descriptionsIn(form: URLSearchParams, before: Readonly<Record<string, string>>): Members {
  const sent = linesIn(form, "descriptions").map((line) => {
    const at = line.indexOf(":");
    return [at === -1 ? line : line.slice(0, at).trim(), at === -1 ? "" : line.slice(at + 1).trim()] as const;
  });
  const gone = Object.keys(before).filter((tag) => sent.every(([one]) => one !== tag));
  // A merge patch removes what is null.
  return Object.fromEntries([...sent, ...gone.map((tag) => [tag, null] as const)]);
}

/** The members that a new scope has. */
export function newMembers(form: URLSearchParams): Members {
  const descriptions = descriptionsIn(form, {});
  return {
    name: form.get("name")?.trim() ?? "",
    description: form.get("description")?.trim() ?? "",
    sensitive: isSelected(form, "sensitive"),
    ...(textIn(form, "api") !== undefined && { api: textIn(form, "api") }),
    ...(Object.keys(descriptions).length > 0 && { descriptions }),
  };
}

/** The members that a change sends. What was emptied is removed. */
export function changedMembers(form: URLSearchParams, { scope }: StoredScope): Members {
  const state = form.get("state") ?? "active";
  const descriptions = descriptionsIn(form, scope.descriptions ?? {});
  const isEmpty = Object.values(descriptions).every((text) => text === null);
  return {
    description: form.get("description")?.trim() ?? "",
    ...(Object.keys(descriptions).length > 0 && { descriptions: isEmpty ? null : descriptions }),
    api: textIn(form, "api") ?? null,
    sensitive: isSelected(form, "sensitive"),
    state,
    ...(state !== "active" && { replacement: textIn(form, "replacement") ?? null }),
    ...(state === "deprecated" && { sunset: textIn(form, "sunset") ?? null }),
  };
}
