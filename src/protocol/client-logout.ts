/** How a client hears that a user has signed out. */
export interface ClientLogout {
  /** Where logout tokens are posted (OpenID Connect Back-Channel Logout 1.0, 2.2). */
  readonly backchannelLogoutUri?: string | undefined;
  readonly backchannelLogoutSessionRequired?: boolean | undefined;
  /** What the page after signing out loads in a frame (OpenID Connect Front-Channel Logout 1.0, 2). */
  readonly frontchannelLogoutUri?: string | undefined;
  /** Whether `iss` and `sid` are added to it. */
  readonly frontchannelLogoutSessionRequired?: boolean | undefined;
}

/** Whether a client wants to hear when a session ends. */
export const hearsOfLogout = ({ backchannelLogoutUri, frontchannelLogoutUri }: ClientLogout): boolean =>
  backchannelLogoutUri !== undefined || frontchannelLogoutUri !== undefined;
