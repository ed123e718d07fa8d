/** The options of `candor login` and `candor logout`. */
export interface LoginOptions {
  readonly server?: string;
  readonly browser: boolean;
  readonly readOnly?: boolean;
  readonly clientId?: string;
  readonly secretStdin?: boolean;
  readonly scope?: string;
}

export interface LogoutOptions {
  readonly server?: string;
  readonly all?: boolean;
}
