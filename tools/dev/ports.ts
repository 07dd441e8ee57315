export class PortInUse extends Error {
  override name = 'PortInUse'
}

/** Asked before anything is started, so that nothing has to be taken back. Throws PortInUse. */
export function requireFreePorts(ports: { name: string; port: number }[]): void {
  for (const { name, port } of ports) {
    try {
      Bun.listen({ hostname: '127.0.0.1', port, socket: { data() {} } }).stop(true)
    } catch {
      throw new PortInUse(`Port ${port} is in use. Choose another: ${name}=… bin/dev`)
    }
  }
}
