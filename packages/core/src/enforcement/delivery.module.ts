import { Module } from '@nestjs/common';
import { ReplayDelivery } from './replay-delivery.command.js';
import { SkipDelivery } from './skip-delivery.command.js';

/** The delivery side of enforcement: what people do with messages that did not arrive. */
@Module({ providers: [ReplayDelivery, SkipDelivery], exports: [ReplayDelivery, SkipDelivery] })
export class DeliveryModule {}
