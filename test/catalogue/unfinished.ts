/** A request with an Idempotency-Key whose response isn't kept: it is still in progress, or its server has stopped. */
import type { World } from "./world.ts";

/** Sends it. What it returns keeps the response after all. `isLeft`: nobody says any more that it is in progress. */
export async function unfinished(
  { deps }: World,
  send: () => Promise<Response>,
  isLeft = false,
): Promise<() => Promise<void>> {
  const { idempotency } = deps.storage;
  const { begin, finish } = idempotency;
  let later = async (): Promise<void> => undefined;
  const postpone: typeof finish = async (...given) => {
    later = () => finish(...given);
  };
  const shortly: typeof begin = (request) => begin({ ...request, heldUntil: request.beganAt });
  Object.assign(idempotency, { finish: postpone, ...(isLeft && { begin: shortly }) });
  try {
    await send();
  } finally {
    Object.assign(idempotency, { begin, finish });
  }
  return later;
}
