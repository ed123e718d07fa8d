/** A grant type that no standard knows: a client brings the word of the day. All that it needs is this folder and a line of the list. */
import { authenticated } from "../../../src/protocol/client-authentication/checks.ts";
import type { GrantType } from "../../../src/protocol/grants/grant-type.ts";
import { granted } from "../../../src/protocol/grants/granted.ts";
import { NO_FACTS } from "../../../src/protocol/grants/no-facts.ts";
import { resolveScope } from "../../../src/protocol/scope/resolve.ts";
import type { TokenRequest } from "../../../src/protocol/token/facts.ts";
import { refuse } from "../../../src/reasons/index.ts";
import { rfc } from "../../../src/specs.ts";

interface VoucherRequest extends TokenRequest {
  readonly voucher: string;
  readonly scope: string | undefined;
}

export const voucher: GrantType<"urn:example:voucher", VoucherRequest, object> = {
  name: "urn:example:voucher",
  cites: rfc(7521, "4.1"),
  exchanges: "The word of the day.",
  requires: "assertion",
  read: ({ values, common }) => ({ ...common, voucher: values.get("assertion") ?? "", scope: values.get("scope") }),
  record: NO_FACTS,
  checks: [
    {
      asks: "Is the voucher long enough to be one?",
      cites: rfc(7521, "4.1"),
      run: ({ request }) =>
        request.voucher.length >= 8
          ? undefined
          : refuse("code/unknown", { length: request.voucher.length, issuedHere: false }),
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
