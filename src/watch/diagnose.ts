/** What the doctor says of a failed exchange. It sees the secrets, compares them with those of the same flow, and repeats none. */
import { type Diagnosis, explainMaterial } from "../doctor/explain.ts";
import { NOTHING, type Exchange as Read } from "../doctor/material.ts";
import { type Exchange, headerRecord } from "./exchange.ts";
import { redirectOf } from "./kind.ts";

/** `before`: what succeeded earlier in the same flow. `documents`: metadata that went by. */
export function diagnose(
  exchange: Exchange,
  before: readonly Exchange[],
  documents: readonly Readonly<Record<string, unknown>>[],
): Diagnosis {
  const { request, failure, at } = exchange;
  const returned = redirectOf(exchange);
  const said = failure === undefined ? [] : [`${request.method} ${request.url}: ${failure}`];
  return explainMaterial(
    {
      ...NOTHING,
      exchanges: [...before, exchange].map(readable),
      redirects: returned?.parameters.has("error") === true ? [`${returned.to}?${returned.parameters}`] : [],
      texts: said,
      discovery: documents,
    },
    at,
  );
}

const readable = ({ request: { method, url, headers, body }, response, at }: Exchange): Read => ({
  at,
  request: { method, url, headers: headerRecord(headers), ...(body.text !== undefined && { body: body.text }) },
  ...(response !== undefined && {
    response: {
      status: response.status,
      headers: headerRecord(response.headers),
      ...(response.body.text !== undefined && { body: response.body.text }),
    },
  }),
});
