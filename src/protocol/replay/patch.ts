/** Applies a fix: the occasion with the changes made, ready to be decided again. */
import type { Change, ClientMember } from "../../reasons/fix.ts";
import type { Client } from "../client.ts";
import type { Form } from "../form.ts";
import { aspectsOf, type Occasion } from "../occasion.ts";
import { asForm, leaveOut, rename, sendOnce, setParameter } from "./parameters.ts";
import { isCovered } from "./redact.ts";

/** The occasion with all changes made; `undefined` if one can't be tried because facts are missing. */
export function applyChanges(on: Occasion, changes: readonly Change[]): Occasion | undefined {
  let current: Occasion | undefined = on;
  for (const change of changes) current = current && applyChange(current, change);
  // Nothing is concluded from what isn't known.
  return current !== undefined && aspectsOf(current).isBlind?.(current) === true ? undefined : current;
}

function applyChange(on: Occasion, change: Change): Occasion | undefined {
  const { client, supplies, without, settings, sendTo } = aspectsOf(on);
  switch (change.change) {
    case "set":
      // Nothing is known about another client.
      if (change.parameter === "client_id" && change.value !== client?.of(on)?.id) return undefined;
      return edit(on, (form) => setParameter(form, change.parameter, change.value));
    case "leave-out": {
      const rest = edit(on, (form) => leaveOut(form, change.parameter));
      // What was found about it goes with it.
      return rest && (without?.[change.parameter]?.(rest) ?? rest);
    }
    case "rename":
      // A value that wasn't kept may be anything under its right name.
      if (isCovered(formIn(on)?.values.get(change.from) ?? "")) return undefined;
      return edit(on, (form) => rename(form, change.from, change.to));
    case "send-once":
      return edit(on, (form) => sendOnce(form, change.parameters));
    case "send-as-form":
      // An unreadable request can't be sent as a form either.
      if (!("received" in on) || "refused" in on.received.body || "refused" in on.received.query) return undefined;
      return { ...on, received: asForm(on.received) };
    case "send-to":
      return sendTo?.(on, change.path);
    case "supply":
      return supplies?.[change.what]?.(on, {});
    case "supply-token":
      return supplies?.["access-token"]?.(on, change);
    case "add-to-client":
      return withClient(on, (known) => ({ ...known, ...addTo(known, change.member, change.values) }));
    case "set-of-client":
      return withClient(on, (known) => ({ ...known, [change.member]: change.value }));
    case "setting":
      return settings?.[change.setting]?.(on, change.value);
  }
}

/** The request's parameters; `undefined` if they couldn't be read. */
function formIn(on: Occasion): Form | undefined {
  const form = aspectsOf(on).form?.of(on);
  return form === undefined || "refused" in form ? undefined : form;
}

function edit(on: Occasion, how: (form: Form) => Form): Occasion | undefined {
  const form = formIn(on);
  return form && aspectsOf(on).form?.with(on, how(form));
}

const addTo = (client: Client, member: ClientMember, values: readonly string[]) => ({
  [member]: [...new Set([...(client[member] ?? []), ...values])],
});

function withClient(on: Occasion, how: (client: Client) => Client): Occasion | undefined {
  const { client } = aspectsOf(on);
  const known = client?.of(on);
  return known && client?.with(on, how(known));
}
