/** Changes of a request's parameters, wherever the endpoint accepts them. */

import type { Refusal } from "../../reasons/index.ts";
import { EMPTY_FORM, type Form } from "../form.ts";
import { FORM_TYPE } from "../media-type.ts";
import { formOf, type Received } from "../received.ts";

export interface WithReceived {
  readonly received: Received;
}

/** The parameters of a request that is posted. */
export const BODY = {
  of: ({ received }: WithReceived): Form | Refusal => received.body,
  with: <On extends WithReceived>(on: On, body: Form | Refusal): On => ({
    ...on,
    received: { ...on.received, body, hasBody: true },
  }),
};

export function setParameter(form: Form, name: string, value: string): Form {
  return { values: new Map(form.values).set(name, value), repeated: form.repeated.filter((one) => one !== name) };
}

export function leaveOut(form: Form, name: string): Form {
  const values = new Map(form.values);
  values.delete(name);
  return { values, repeated: form.repeated.filter((one) => one !== name) };
}

export function rename(form: Form, from: string, to: string): Form {
  const value = form.values.get(from);
  return value === undefined ? form : setParameter(leaveOut(form, from), to, value);
}

export function sendOnce(form: Form, names: readonly string[]): Form {
  return { ...form, repeated: form.repeated.filter((one) => !names.includes(one)) };
}

/** The same parameters as a form in the body of a POST, with none in the URL. */
export function asForm(received: Received): Received {
  const [query, body] = [formOf(received.query), formOf(received.body)];
  const values = new Map([...query.values, ...body.values]);
  const { looks: _, ...rest } = received;
  const merged = { values, repeated: [...query.repeated, ...body.repeated] };
  return { ...rest, method: "POST", contentType: FORM_TYPE, hasBody: true, query: EMPTY_FORM, body: merged };
}
