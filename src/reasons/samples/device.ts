/** Sample evidence: the device authorization grant. */
import type { Samples } from "./define.ts";

export const device: Samples<"device"> = {
  "code-unknown": { issuedHere: false },
  "of-other-client": { clientId: "demo-service", issuedTo: "demo-web" },
  "already-used": { age: 7 },
  expired: { age: 605, lifetime: 600 },
  denied: { clientId: "demo-web" },
  pending: { interval: 5, left: 540 },
  "polled-too-fast": { interval: 10, milliseconds: 1_200 },
  "user-code-wrong": { because: "unknown" },
};
