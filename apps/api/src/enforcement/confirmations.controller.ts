import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import type { CommandContext } from '@portcullis/core';
import { ConfirmAction, type ConfirmResult } from '@portcullis/core/enforcement/confirm-action.command';
import { z } from 'zod';
import { Caller, NeedsKey } from '../edge/access.decorators.js';
import { idOf } from '../edge/ids.js';
import { problemOf, problemOfRefusal } from '../edge/problem.exception.js';

const confirmation = z.object({
  status: z.enum(['in_effect', 'failed', 'lifted']),
  at: z.coerce.date(),
  detail: z.string().max(2000).optional(),
});

/** Where the control plane says what became of an action. Saying it twice is harmless. */
@Controller('v1/actions')
export class ConfirmationsController {
  constructor(private readonly command: ConfirmAction) {}

  @NeedsKey('control_plane')
  @Post(':id/confirmations')
  @HttpCode(200)
  async confirm(
    @Caller() context: CommandContext,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<{ state: string }> {
    const input = confirmation.parse(body);
    const result: ConfirmResult = await this.command.confirm(context, idOf(id), input);
    if (result.ok) return { state: result.state };
    if (result.code === 'NOT_FOUND') throw problemOf('not_found', { detail: result.message });
    throw problemOfRefusal({ ...result, allowed: result.expected ?? result.allowed });
  }
}
