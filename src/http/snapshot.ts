/** One snapshot for each request: everything that happens to the request is decided by the same version of the registry. */
import type { FastifyRequest } from "fastify";
import { type Deps, type Shared, snapshot } from "../service/deps.ts";

const TAKEN = Symbol("snapshot");

/** What a request is decided by: the version that is in force the first time that somebody asks. */
export function depsOf(shared: Shared, request: FastifyRequest): Deps {
  const own = request as { [TAKEN]?: Deps };
  own[TAKEN] ??= snapshot(shared);
  return own[TAKEN];
}
