/** What replay asks of a device authorization request, and of its page. */
import type { Aspects } from "../aspects.ts";
import { clientAspects } from "../client-authentication/aspects.ts";
import { EMPTY_FORM } from "../form.ts";
import type { DeviceAuthorizationOccasion } from "./occasion.ts";
import type { DeviceOccasion } from "./page.ts";

const authenticating = clientAspects<DeviceAuthorizationOccasion>();

export const deviceAuthorizationAspects: Aspects<DeviceAuthorizationOccasion> = {
  ...authenticating,
  without: { ...authenticating.without, authorization_details: (on) => ({ ...on, details: undefined }) },
};

const renewed = (on: DeviceOccasion): DeviceOccasion | undefined =>
  on.form === undefined ? undefined : { ...on, form: EMPTY_FORM, ours: true, formFault: undefined };
const found = (on: DeviceOccasion): DeviceOccasion => ({ ...on, entered: { is: "found" } });

export const deviceAspects: Aspects<DeviceOccasion> = {
  supplies: {
    form: renewed,
    time: found,
    password: found,
    "device-code": found,
    consent: (on) => ({ ...on, answered: true }),
  },
};
