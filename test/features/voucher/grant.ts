/** A grant type that no standard knows: a client brings the word of the day. All that it needs is this folder and a line of two lists. */
import { authenticated } from "../../../src/protocol/client-authentication/checks.ts";
import type { GrantType } from "../../../src/protocol/grants/grant-type.ts";
import { granted } from "../../../src/protocol/grants/granted.ts";
import { flag, members, number, text, variants, versioned } from "../../../src/protocol/record.ts";
import { resolveScope } from "../../../src/protocol/scope/resolve.ts";
import type { TokenRequest } from "../../../src/protocol/token/facts.ts";
import { refuse } from "../../../src/reasons/index.ts";
import type { GrantWork } from "../../../src/service/grants/grant-work.ts";
import { rfc } from "../../../src/specs.ts";

interface VoucherRequest extends TokenRequest {
  readonly voucher: string;
  readonly scope: string | undefined;
}

/** What is loaded for it: facts of a shape that no other grant type has. */
export interface VoucherFacts {
  readonly voucher:
    | { readonly is: "unknown"; readonly length: number }
    | { readonly is: "issued"; readonly shop: string; readonly worth: number };
  readonly isOpen: boolean;
}

export const voucher: GrantType<"urn:example:voucher", VoucherRequest, VoucherFacts> = {
  name: "urn:example:voucher",
  cites: rfc(7521, "4.1"),
  exchanges: "The word of the day.",
  requires: "assertion",
  read: ({ values, common }) => ({ ...common, voucher: values.get("assertion") ?? "", scope: values.get("scope") }),
  record: versioned(
    1,
    members<VoucherFacts>({
      voucher: variants<VoucherFacts["voucher"]>({
        unknown: { length: number },
        issued: { shop: text, worth: number },
      }),
      isOpen: flag,
    }),
  ),
  supplies: {
    code: (facts) => ({
      facts: { isOpen: true, ...facts, voucher: { is: "issued", shop: "any", worth: 1 } },
      sent: { assertion: "*".repeat(16) },
    }),
  },
  checks: [
    {
      asks: "Is the voucher long enough to be one?",
      cites: rfc(7521, "4.1"),
      run: ({ request }) =>
        request.voucher.length >= 8
          ? undefined
          : refuse("code/unknown", { length: request.voucher.length, issuedHere: false }),
    },
    {
      asks: "Was the voucher issued?",
      cites: rfc(7521, "4.1"),
      run: ({ voucher: found }) =>
        found.is === "issued" ? undefined : refuse("code/unknown", { length: found.length, issuedHere: true }),
    },
  ],
  grant(given) {
    const { request, catalogue, settings, now } = given;
    const { unknownScopes } = settings;
    const client = authenticated(given.client);
    const { scope: sent, target } = request;
    return granted(given, resolveScope({ sent, target, client, catalogue, withPerson: false, unknownScopes }, now), {
      kind: "none",
    });
  },
};

/** The half that loads. */
export const voucherWork: GrantWork<VoucherFacts> = {
  load: async (_, values) => {
    const sent = values.get("assertion") ?? "";
    const found = sent.startsWith("open-")
      ? ({ is: "issued", shop: "corner", worth: 7 } as const)
      : ({ is: "unknown", length: sent.length } as const);
    return { facts: { voucher: found, isOpen: true } };
  },
};
