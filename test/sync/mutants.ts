export function plantMutant(_: string): void {}
