/** Reads the form of a tab. */
import type { Members } from "../../../../admin/representation.ts";
import { isSelected, jsonIn, linesIn, numberIn, selectedIn, textIn } from "../../form.ts";
import { fieldsOf, type Tab, type TabField } from "./field.ts";

/** What a form says, as a JSON Merge Patch. A field that isn't on it isn't changed. `before`: the members in force. */
export function patchIn(tab: Tab, form: URLSearchParams, before: Members): Members {
  return Object.fromEntries(
    fieldsOf(tab, before).map((field) => [field.member, valueIn(field, form, before[field.member])]),
  );
}

function valueIn({ member, as }: TabField, form: URLSearchParams, before: unknown): unknown {
  switch (as) {
    case "lines": {
      const lines = linesIn(form, member);
      // What wasn't set stays so.
      return lines.length === 0 && before === undefined ? null : lines;
    }
    case "words":
      return member === "default_scope" ? (textIn(form, member) ?? "") : wordsIn(form, member);
    case "seconds":
      return numberIn(form, member) ?? null;
    case "box":
      // Without a value, the default holds.
      return isSelected(form, member) || (before === undefined ? null : false);
    case "several":
      // Without any, it is the default again.
      return member === "response_types" && !form.has(member) ? null : selectedIn(form, member);
    case "one":
      return form.get(member) ?? null;
    case "keys":
      return jsonIn(form, member) ?? null;
    case "among": {
      const chosen = form
        .getAll(member)
        .flatMap((text) => text.split(/[\r\n]+/).map((line) => line.trim()))
        .filter(Boolean);
      return chosen.length === 0 && before === undefined ? null : chosen;
    }
    case "all-or-words":
      return wordsOrAllIn(form, member, before);
    case "exchange":
      return exchangeIn(form, member, before as Members | undefined);
    case "scopes":
      // Those that the page doesn't show stay as they are.
      return [
        ...new Set([...(form.get("scope_others") ?? "").split(" ").filter(Boolean), ...selectedIn(form, member)]),
      ].join(" ");
    default:
      return textIn(form, member) ?? null;
  }
}

const wordsIn = (form: URLSearchParams, name: string): readonly string[] =>
  (textIn(form, name) ?? "").split(/[\s,]+/).filter(Boolean);

/** `true` is all of them, and `false` or an empty list none. */
function wordsOrAllIn(form: URLSearchParams, member: string, before: unknown): unknown {
  const words = wordsIn(form, member);
  if (form.has(`${member}.all`)) return true;
  return before === false && words.length === 0 ? false : words;
}

/** The policy of token exchange, with the names that its member has in the configuration. */
function exchangeIn(form: URLSearchParams, member: string, before: Members | undefined): unknown {
  const column = (name: string): readonly string[] => form.getAll(`${member}.${name}`).map((text) => text.trim());
  const [clientIds, scopes] = [column("clientId"), column("scopes")];
  const identityAssertions = column("audience").flatMap((audience, at) =>
    audience === ""
      ? []
      : [{ audience, clientId: clientIds[at] ?? "", scopes: (scopes[at] ?? "").split(/[\s,]+/).filter(Boolean) }],
  );
  const policy = {
    subjects: wordsIn(form, `${member}.subjects`),
    adds: wordsIn(form, `${member}.adds`),
    delegation: form.get(`${member}.delegation`) ?? "allowed",
  };
  const isDefault = policy.subjects.length === 0 && policy.adds.length === 0 && policy.delegation === "allowed";
  if (identityAssertions.length > 0) return { ...policy, identityAssertions };
  if (before === undefined && isDefault) return null;
  return { ...policy, ...(before?.identityAssertions !== undefined && { identityAssertions: null }) };
}
