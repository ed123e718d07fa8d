/** How the form is decided with which a user lets a device in, or doesn't (RFC 8628 3.3). */
import { refuse } from "../../reasons/index.ts";
import { rfc } from "../../specs.ts";
import { type Check, type Decision, decisionOver, stage } from "../decision.ts";
import { type OwnForm, ownFormChecks } from "../person/occasion.ts";

/** What became of the code that a user typed. */
export type Entered =
  | { readonly is: "throttled"; readonly retryAfter: number }
  | { readonly is: "found" }
  | { readonly is: "wrong"; readonly because: "unknown" | "expired" | "decided" };

export interface DeviceOccasion extends Partial<OwnForm> {
  readonly decision: "device";
  readonly entered?: Entered | undefined;
  /** Whether what the user chose is a choice: only if the form was sent. */
  readonly answered?: boolean | undefined;
  readonly now: number;
}

export const devicePageChecks: readonly Check<Pick<DeviceOccasion, "entered" | "answered">>[] = [
  {
    asks: "Were few enough wrong codes entered?",
    cites: rfc(8628, "5.1"),
    run: ({ entered }) =>
      entered?.is === "throttled" ? refuse("user/throttled", { retryAfter: entered.retryAfter }) : undefined,
  },
  {
    asks: "Does a device wait for this code?",
    cites: rfc(8628, "3.3"),
    run: ({ entered }) =>
      entered?.is === "wrong" ? refuse("device/user-code-wrong", { because: entered.because }) : undefined,
  },
  {
    asks: "Does the user allow or deny it?",
    cites: rfc(8628, "3.3"),
    run: ({ answered }) =>
      answered === false
        ? refuse("request/parameter-invalid", { parameter: "answer", expected: "allow or deny" })
        : undefined,
  },
];

const OWN = stage(ownFormChecks, ({ form, ours, formFault }: DeviceOccasion) => form && { form, ours, formFault });
const PAGE = stage(devicePageChecks, (on: DeviceOccasion) => on);
const [alone, both] = [[PAGE], [OWN, PAGE]];

export const deviceDecision: Decision<DeviceOccasion, object> = decisionOver("the user's decision", ({ form }) =>
  form === undefined ? alone : both,
);
