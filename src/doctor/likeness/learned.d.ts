/** What scripts/dialects/learn.ts learns from dialects/*.yaml, in learned.js. */
import type { Model } from "./model.ts";

export declare const learned: Model;
