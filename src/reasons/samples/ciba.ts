/** Sample evidence: backchannel authentication. */
import type { Samples } from "./define.ts";

export const ciba: Samples<"ciba"> = {
  "hints-invalid": { sent: ["login_hint", "id_token_hint"], supported: ["login_hint", "id_token_hint"] },
  "user-unknown": { by: "login_hint" },
  "too-many": { retryAfter: 40 },
  "binding-message-invalid": { characters: 310, most: 128, plain: true },
  "id-unknown": { issuedHere: false },
  "of-other-client": { clientId: "demo-service", issuedTo: "demo-web" },
  "already-used": { age: 7 },
  expired: { age: 305, lifetime: 300 },
  denied: { clientId: "demo-web" },
  pending: { interval: 5, left: 240 },
  "polled-too-fast": { interval: 10, milliseconds: 1_200 },
  "not-waiting": { because: "expired" },
};
