/* mw-demo-jobs.c: the work orders of the demo plant
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-demo-world.h"

#define DAYS        900
#define HOURLY_RATE 5400 /* EUR cents */

/* In mw_demo_job_statuses. */
enum
{
  REQUESTED,
  TO_BE_APPROVED,
  OPEN,
  SCHEDULED,
  IN_PROGRESS,
  WAITING_MATERIAL,
  WAITING_SHUTDOWN,
  ON_HOLD,
  WORK_DONE,
  CLOSED,
  CANCELLED,
  SKIPPED
};

const MwDemoCode mw_demo_job_statuses[] = {
  [REQUESTED] = { "05", "Requested" },
  [TO_BE_APPROVED] = { "10", "To be approved" },
  [OPEN] = { "20", "Open" },
  [SCHEDULED] = { "25", "Scheduled" },
  [IN_PROGRESS] = { "30", "In progress" },
  [WAITING_MATERIAL] = { "35", "Waiting for material" },
  [WAITING_SHUTDOWN] = { "36", "Waiting for shutdown" },
  [ON_HOLD] = { "40", "On hold" },
  [WORK_DONE] = { "60", "Work done" },
  [CLOSED] = { "80", "Closed" },
  [CANCELLED] = { "90", "Cancelled" },
  [SKIPPED] = { "95", "Skipped" },
};

const guint mw_demo_n_job_statuses = G_N_ELEMENTS (mw_demo_job_statuses);

/* In mw_demo_job_types. */
enum
{
  REPAIR,
  PREVENTIVE,
  INSPECTION,
  CALIBRATION,
  IMPROVEMENT
};

const MwDemoCode mw_demo_job_types[] = {
  [REPAIR] = { "RE", "Repair" },           [PREVENTIVE] = { "WA", "Preventive maintenance" },
  [INSPECTION] = { "IN", "Inspection" },   [CALIBRATION] = { "KA", "Calibration" },
  [IMPROVEMENT] = { "UM", "Improvement" },
};

const guint mw_demo_n_job_types = G_N_ELEMENTS (mw_demo_job_types);

static guint
decide_status (int age, gboolean planned, MwDemoRandom *random)
{
  static const guint young[] = { REQUESTED, REQUESTED, TO_BE_APPROVED, OPEN,
                                 OPEN,      SCHEDULED, IN_PROGRESS,    WORK_DONE };
  static const guint recent[] = { OPEN,    SCHEDULED, IN_PROGRESS, WAITING_MATERIAL, WAITING_SHUTDOWN,
                                  ON_HOLD, WORK_DONE, CLOSED,      CLOSED,           CLOSED };
  guint dice = mw_demo_random_below (random, 100);

  if (age < 5)
    return planned ? SCHEDULED : young[dice % G_N_ELEMENTS (young)];
  if (age < 60)
    return recent[dice % G_N_ELEMENTS (recent)];

  return dice < 90   ? CLOSED
         : dice < 94 ? CANCELLED
         : dice < 97 ? (planned ? SKIPPED : CLOSED)
                     : WAITING_SHUTDOWN;
}

static void
describe (MwDemoJob *job, const MwDemoAsset *asset, MwDemoRandom *random)
{
  guint dice = mw_demo_random_below (random, 100);
  guint nth = mw_demo_random_below (random, MW_DEMO_N_TASKS);
  const MwDemoComponent *component = asset->component;
  const char *what;

  if (component == NULL)
    component =
      &mw_demo_components[asset->machine->components[mw_demo_random_below (random, MW_DEMO_N_COMPONENTS)]];
  if (dice < 45)
    {
      job->type = REPAIR;
      what = component->faults[nth];
      job->failure = nth + 1;
    }
  else
    {
      what = component->jobs[nth];
      job->type = g_str_has_prefix (what, "Calibrate") ? CALIBRATION
                  : g_str_has_prefix (what, "Check") || g_str_has_prefix (what, "Inspect") || dice > 90
                    ? INSPECTION
                    : PREVENTIVE;
      if (dice == 60)
        job->type = IMPROVEMENT;
    }
  job->team = component->team;
  g_snprintf (job->title, sizeof job->title, "%s: %s", asset->name, what);
}

static void
decide_times (MwDemoJob *job, gint32 day, MwDemoRandom *random)
{
  guint status = job->status;

  job->created = day * 1440 + (gint32) mw_demo_random_below (random, 1440);
  job->updated = job->created;
  job->due = (mw_demo_working_day (day + 3 + (gint32) mw_demo_random_below (random, 25))) * 1440 + 960;
  job->approver = MW_DEMO_NONE;
  if (status != REQUESTED && status != TO_BE_APPROVED)
    {
      job->approver = mw_demo_random_below (random, 4);
      job->approved = job->updated = job->created + 20 + (gint32) mw_demo_random_below (random, 1200);
    }
  if (status == SCHEDULED || status == IN_PROGRESS || status >= WORK_DONE)
    job->scheduled = mw_demo_working_day (job->approved / 1440 + 1) * 1440 + 420;
  if (status == IN_PROGRESS || status == WORK_DONE || status == CLOSED)
    job->started = job->updated = job->scheduled + (gint32) mw_demo_random_below (random, 300);
  if (status == WORK_DONE || status == CLOSED)
    {
      job->actual = job->estimated * (60 + mw_demo_random_below (random, 90)) / 100;
      job->completed = job->updated = job->started + (gint32) job->actual;
      job->downtime = job->type == REPAIR && mw_demo_random_chance (random, 60) ? job->actual : 0;
      job->remark = mw_demo_remarks[mw_demo_random_below (random, mw_demo_n_remarks)];
    }
}

void
mw_demo_job (MwDemoJob *job, guint index)
{
  MwDemoRandom random = mw_demo_random ('j', index);
  gint32 day = mw_demo_working_day (MW_DEMO_TODAY - DAYS +
                                    (gint32) ((guint64) index * DAYS / MW_DEMO_N_JOBS));
  MwDemoAsset asset;

  memset (job, 0, sizeof *job);
  job->index = index;
  /* Not on the lines themselves: those are the first assets. */
  do
    {
      job->asset = mw_demo_random_below (&random, MW_DEMO_N_ASSETS);
      mw_demo_asset (&asset, job->asset);
    }
  while (asset.kind == MW_DEMO_ASSET_LINE);
  job->location = asset.location;
  job->site = asset.site;
  describe (job, &asset, &random);
  job->parent = index > 40 && mw_demo_random_chance (&random, 4)
                  ? index - 1 - mw_demo_random_below (&random, 20)
                  : MW_DEMO_NONE;
  job->status = decide_status (MW_DEMO_TODAY - day, job->type != REPAIR, &random);
  job->priority = job->type == REPAIR ? 1 + mw_demo_random_below (&random, 3)
                                      : mw_demo_random_below (&random, 5);
  job->assignee = mw_demo_random_below (&random, mw_demo_n_users);
  job->requester = mw_demo_random_below (&random, mw_demo_n_users);
  job->account = mw_demo_random_below (&random, mw_demo_n_accounts);
  job->vendor = mw_demo_random_chance (&random, 10) ? mw_demo_random_below (&random, MW_DEMO_N_VENDORS)
                                                    : MW_DEMO_NONE;
  job->estimated = 15 * (1 + mw_demo_random_below (&random, 24));
  decide_times (job, day, &random);
  job->labor = (gint64) job->actual * HOURLY_RATE / 60;
  if (job->actual > 0 && mw_demo_random_chance (&random, 60))
    job->parts = 500 + mw_demo_random_below (&random, 90000);
  if (job->actual > 0 && job->vendor != MW_DEMO_NONE)
    job->external = 15000 + mw_demo_random_below (&random, 400000);
}
