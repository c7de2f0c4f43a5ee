import { startControlPlane } from './control-plane.js';

const need = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
};

const controlPlane = await startControlPlane({
  api: need('CONTROL_PLANE_API'),
  key: need('CONTROL_PLANE_KEY'),
  secret: need('CONTROL_PLANE_SECRET'),
  port: Number(process.env.CONTROL_PLANE_PORT ?? 0),
  file: process.env.CONTROL_PLANE_FILE,
});
console.log(`control plane on ${controlPlane.url}`);
process.send?.({ type: 'ready' });

let stopping = false;
const stop = () => {
  if (stopping) return;
  stopping = true;
  void controlPlane.close().then(() => process.exit(0));
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
// The launcher was killed: nobody would end this process any more.
process.on('disconnect', stop);
