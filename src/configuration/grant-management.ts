/** Whether clients manage what users have allowed them (Grant Management for OAuth 2.0). */
import { z } from "zod";

export const grantManagement = z
  .enum(["off", "allowed", "required"])
  .default("off")
  .describe(
    "Whether confidential clients may name a grant, add to it, replace it, look it up and end it, by a `grant_id`. `required`: each of their authorization requests must say what becomes of a grant. See [grant management](../guides/grant-management.md).",
  );
