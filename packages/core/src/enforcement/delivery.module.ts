import { Module } from '@nestjs/common';
import { DeliveryQuery } from './delivery.query.js';
import { ReplayDelivery } from './replay-delivery.command.js';
import { SkipDelivery } from './skip-delivery.command.js';

/** The delivery side of enforcement: what people do with messages that did not arrive. */
@Module({
  providers: [DeliveryQuery, ReplayDelivery, SkipDelivery],
  exports: [DeliveryQuery, ReplayDelivery, SkipDelivery],
})
export class DeliveryModule {}
