import * as z from 'zod/mini';

/** What a screen, the command line and the log are told of one device. The words are in `words/devices.ts`. */

/**
 * - `ready`: works · `attention`: works, and something is due soon (paper near its end, a slow answer)
 * - `absent`: nothing is connected, or it is switched off · `refused`: it is there and a person must act
 * - `none`: none is set up
 */
export const deviceStates = ['ready', 'attention', 'absent', 'refused', 'none'] as const;

export const deviceReport = z.strictObject({
  state: z.enum(deviceStates),
  /** What is so, a {@link DeviceFault} of `words/devices.ts`; '' where there is nothing to say. */
  fault: z.string(),
  /** How people find the device: `/dev/ttyACM0`, `192.168.1.50:9100`, a name; '' = nothing to find. */
  place: z.string(),
  /** What the system itself said, for whoever is called; '' = nothing. */
  detail: z.string(),
});

export type DeviceState = (typeof deviceStates)[number];
export type DeviceReport = z.infer<typeof deviceReport>;

/** No such device is set up. */
export const noDevice: DeviceReport = { state: 'none', fault: '', place: '', detail: '' };
