/**
 * The least that an adapter of oidc-provider can do, and so the fastest: one Map per model, payloads kept as they are, no
 * eviction. What no measured request calls (by uid, by user code, by grant) searches the whole Map, which spares every write an index.
 */
import type { Adapter, Payload } from "oidc-provider";

export class MapAdapter implements Adapter {
  readonly #payloads = new Map<string, Payload>();

  async upsert(id: string, payload: Payload): Promise<void> {
    this.#payloads.set(id, payload);
  }

  async find(id: string): Promise<Payload | undefined> {
    return this.#payloads.get(id);
  }

  async findByUid(uid: string): Promise<Payload | undefined> {
    return [...this.#payloads.values()].find((payload) => payload.uid === uid);
  }

  async findByUserCode(userCode: string): Promise<Payload | undefined> {
    return [...this.#payloads.values()].find((payload) => payload.userCode === userCode);
  }

  async consume(id: string): Promise<void> {
    const payload = this.#payloads.get(id);
    if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id: string): Promise<void> {
    this.#payloads.delete(id);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, payload] of this.#payloads) if (payload.grantId === grantId) this.#payloads.delete(id);
  }
}
