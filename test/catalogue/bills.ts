/** A second API, with authorization details of its own. */
import type { Config } from "../../src/configuration/schema.ts";

export const BILLS = "https://bills.example";

export const BILL_PAYMENT: NonNullable<Config["authorizationDetailsTypes"]>[number] = {
  type: "bill_payment",
  api: BILLS,
  description: "Pay {/amount} for bill {/bill}",
  sensitive: true,
  schema: {
    properties: { bill: { type: "string" }, amount: { type: "string" } },
    required: ["bill", "amount"],
  },
};
