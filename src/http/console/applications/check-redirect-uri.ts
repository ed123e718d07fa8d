/** Whether a redirect URI could be registered, while it is typed: by the rule that decides when it is saved. */
import { isAllowable, redirectUriFault } from "../../../protocol/redirect-uri.ts";
import type { Outcome, Visit } from "../section.ts";

/** Characters. Longer ones are judged when they are saved. */
const LONGEST = 2_000;

export function checkRedirectUri({ query }: Visit): Outcome {
  const uri = (query.get("uri") ?? "").trim().slice(0, LONGEST);
  const applicationType = query.get("type") === "native" ? "native" : "web";
  const allowedSchemes = (query.get("schemes") ?? "").split(/[\s,]+/).filter(isAllowable);
  const fault = uri === "" ? undefined : redirectUriFault(uri, { applicationType, allowedSchemes });
  return { is: "json", value: { uri, fault: fault ?? null } };
}
