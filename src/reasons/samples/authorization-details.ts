/** Sample evidence: authorization details. */
import type { Samples } from "./define.ts";

export const authorizationDetails: Samples<"authorization-details"> = {
  malformed: { fault: "isn't a JSON array" },
  "type-unknown": { sent: "bill_payments", near: "bill_payment", types: ["bill_payment"] },
  "type-not-allowed": { clientId: "demo-service", type: "bill_payment", allowed: [] },
  invalid: { type: "bill_payment", at: "/0/ammount", expected: "no member of this name", near: "amount" },
  "other-api": { type: "bill_payment", api: "https://bills.example", apis: ["http://localhost:9400/api"] },
  "exceeds-grant": { type: "bill_payment", granted: [] },
};
