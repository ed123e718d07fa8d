/** How the form is decided by which a user approves what an app has asked for, or doesn't. */
import { refuse } from "../../reasons/index.ts";
import { openid } from "../../specs.ts";
import { type Check, type Decision, decisionOver, stage } from "../decision.ts";
import { type OwnForm, ownFormChecks } from "../person/occasion.ts";

export interface ApprovalOccasion extends Partial<OwnForm> {
  readonly decision: "approval";
  /** What became of the request that the user was shown; none if it still waits. */
  readonly over?: "gone" | "expired" | "decided" | undefined;
  /** Whether what the user chose is a choice: only if the form was sent. */
  readonly answered?: boolean | undefined;
  readonly now: number;
}

export const approvalChecks: readonly Check<Pick<ApprovalOccasion, "over" | "answered">>[] = [
  {
    asks: "Does the request still wait for this user?",
    cites: openid("ciba", "8"),
    run: ({ over }) => (over === undefined ? undefined : refuse("ciba/not-waiting", { because: over })),
  },
  {
    asks: "Does the user allow or deny it?",
    cites: openid("ciba", "8"),
    run: ({ answered }) =>
      answered === false
        ? refuse("request/parameter-invalid", { parameter: "answer", expected: "allow or deny" })
        : undefined,
  },
];

const OWN = stage(ownFormChecks, ({ form, ours, formFault }: ApprovalOccasion) => form && { form, ours, formFault });
const PAGE = stage(approvalChecks, (on: ApprovalOccasion) => on);
const [alone, both] = [[PAGE], [OWN, PAGE]];

export const approvalDecision: Decision<ApprovalOccasion, object> = decisionOver("the user's decision", ({ form }) =>
  form === undefined ? alone : both,
);
