/** What replay asks of a backchannel authentication request, and of the page on which its user decides. */
import type { Aspects } from "../aspects.ts";
import { clientAspects } from "../client-authentication/aspects.ts";
import { EMPTY_FORM } from "../form.ts";
import { rewrittenObject, rightObject } from "../request-object/aspects.ts";
import type { BackchannelOccasion } from "./occasion.ts";
import type { ApprovalOccasion } from "./page.ts";

const authenticating = clientAspects<BackchannelOccasion>();

/** The user is one whom the server knows, and hasn't been asked too often. */
const known = (on: BackchannelOccasion): BackchannelOccasion => ({ ...on, user: { is: "found", subject: "" } });

export const backchannelAspects: Aspects<BackchannelOccasion> = {
  ...authenticating,
  form: {
    of: ({ object, received }) => object?.form ?? received.body,
    with: (on, form) =>
      on.object === undefined || "refused" in form
        ? authenticating.form.with(on, form)
        : { ...on, object: { ...on.object, form } },
  },
  supplies: {
    ...authenticating.supplies,
    time: known,
    session: known,
    "request-object": (on) => {
      const right = rightObject(
        on.object,
        "refused" in on.received.body ? EMPTY_FORM : on.received.body,
        on.client?.client,
      );
      const seconds = Math.floor(on.now / 1000);
      const times = { exp: seconds + 60, iat: seconds, nbf: seconds };
      const claims = { iss: on.client?.client?.id, aud: right.issuer, ...times, jti: true };
      return {
        ...(on.user?.is === "replayed" ? known(on) : on),
        object: { ...right, jwt: { is: "verified", header: {}, claims } },
      };
    },
  },
  rewrite: (on, rewrite) => ({ ...on, object: on.object && rewrittenObject(on.object, rewrite) }),
  without: {
    ...authenticating.without,
    id_token_hint: (on) => ({ ...on, hint: { is: "absent" } }),
    authorization_details: (on) => ({ ...on, details: undefined }),
    binding_message: (on) => ({ ...on, message: undefined }),
  },
};

export const approvalAspects: Aspects<ApprovalOccasion> = {
  supplies: {
    form: (on) => (on.form === undefined ? undefined : { ...on, form: EMPTY_FORM, ours: true, formFault: undefined }),
    "auth-req-id": (on) => ({ ...on, over: undefined }),
    consent: (on) => ({ ...on, answered: true }),
  },
};
