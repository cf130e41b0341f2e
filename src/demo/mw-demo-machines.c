/* mw-demo-machines.c: what stands in the demo plant, and what has to be done on it (all makers are invented)
 *
 * Copyright 2026 The Millwright developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "mw-demo-machines.h"

enum
{
  MECHANICAL,
  ELECTRICAL,
  INSTRUMENTS,
  LUBRICATION,
  UTILITIES
};

enum
{
  DRIVE_MOTOR,
  GEARBOX,
  MECHANICAL_SEAL,
  COUPLING,
  CONVEYOR_BELT,
  CHAIN_DRIVE,
  FILTER_UNIT,
  VALVE_BLOCK,
  CONTROL_CABINET,
  LEVEL_SENSOR,
  GRIPPER,
  HEATING_ELEMENT,
  SAFETY_DOOR,
  HYDRAULIC_UNIT,
  LABEL_HEAD,
};

const MwDemoComponent mw_demo_components[] = {
  [DRIVE_MOTOR] = { "Drive motor",
                    "Motor",
                    { "Motor runs hot", "Motor trips after ten minutes",
                      "Loud noise from the motor bearing" },
                    { "Measure vibration and winding resistance", "Grease motor bearings",
                      "Clean fan cowl and check terminals" },
                    ELECTRICAL },
  [GEARBOX] = { "Gearbox",
                "Drive",
                { "Oil leak at the output shaft", "Gearbox knocks under load", "Oil level too low" },
                { "Change gear oil", "Take oil sample", "Check backlash and foot bolts" },
                LUBRICATION },
  [MECHANICAL_SEAL] = { "Mechanical seal",
                        "Seal",
                        { "Seal drips", "Product leaks at the shaft", "Seal flush pressure too low" },
                        { "Replace mechanical seal", "Check seal flush", "Inspect seal faces" },
                        MECHANICAL },
  [COUPLING] = { "Coupling",
                 "Drive",
                 { "Coupling spider worn", "Vibration above limit", "Guard loose" },
                 { "Align shafts by laser", "Replace coupling spider", "Check guard and bolts" },
                 MECHANICAL },
  [CONVEYOR_BELT] = { "Conveyor belt",
                      "Conveyor",
                      { "Belt runs off to the left", "Belt joint torn", "Belt slips when full" },
                      { "Tension and track belt", "Clean belt scraper", "Check idlers" },
                      MECHANICAL },
  [CHAIN_DRIVE] = { "Chain drive",
                    "Drive",
                    { "Chain jumps", "Chain stretched", "Sprocket teeth worn" },
                    { "Lubricate chain", "Measure chain elongation", "Replace chain and sprockets" },
                    LUBRICATION },
  [FILTER_UNIT] = { "Filter unit",
                    "Filter",
                    { "Pressure drop over the filter too high", "Filter alarm does not clear",
                      "Housing leaks" },
                    { "Replace filter element", "Clean filter housing",
                      "Check differential pressure switch" },
                    UTILITIES },
  [VALVE_BLOCK] = { "Valve block",
                    "Pneumatics",
                    { "Valve 3 does not switch", "Air leak at the valve block", "Slow cylinder movement" },
                    { "Check for leaks", "Replace silencers", "Test all valves" },
                    INSTRUMENTS },
  [CONTROL_CABINET] = { "Control cabinet",
                        "Electrical",
                        { "PLC in stop", "Cabinet too hot", "Fuse F12 blown" },
                        { "Replace cabinet filter mats", "Thermography of terminals",
                          "Test residual-current devices" },
                        ELECTRICAL },
  [LEVEL_SENSOR] = { "Level sensor",
                     "Instrument",
                     { "Level reads 0 % while full", "Signal jumps", "No communication" },
                     { "Calibrate level sensor", "Clean probe", "Check grounding" },
                     INSTRUMENTS },
  [GRIPPER] = { "Gripper",
                "Handling",
                { "Drops cartons", "Suction cup torn", "Gripper does not close" },
                { "Replace suction cups", "Check vacuum", "Grease guides" },
                MECHANICAL },
  [HEATING_ELEMENT] = { "Heating element",
                        "Heating",
                        { "Temperature not reached", "Uneven seal seam", "Heater earth fault" },
                        { "Measure heater resistance", "Check thermocouple", "Replace insulation" },
                        ELECTRICAL },
  [SAFETY_DOOR] = { "Safety door",
                    "Safety",
                    { "Door switch sticks", "Line stops without reason, door contact", "Hinge bent" },
                    { "Test safety function", "Adjust door switch", "Inspect hinges" },
                    ELECTRICAL },
  [HYDRAULIC_UNIT] = { "Hydraulic unit",
                       "Hydraulics",
                       { "Oil temperature too high", "Pressure drops overnight", "Hose swollen" },
                       { "Take oil sample", "Replace return filter", "Replace hoses older than six years" },
                       MECHANICAL },
  [LABEL_HEAD] = { "Labelling head",
                   "Labelling",
                   { "Labels skewed", "Ribbon tears", "Missing date print" },
                   { "Clean print head", "Replace peel plate", "Adjust web tension" },
                   INSTRUMENTS },
};

const guint mw_demo_n_components = G_N_ELEMENTS (mw_demo_components);

enum
{
  BOTTLE_FILLER,
  CAPPER,
  LABELLER,
  CASE_PACKER,
  PALLETISER,
  SHRINK_TUNNEL,
  BELT_CONVEYOR,
  CENTRIFUGAL_PUMP,
  MIXING_TANK,
  PASTEURISER,
  AIR_COMPRESSOR,
  CHILLER,
  STEAM_BOILER,
  BALING_PRESS,
  DUST_COLLECTOR,
  SCREW_CONVEYOR
};

const MwDemoMachine mw_demo_machines[] = {
  [BOTTLE_FILLER] = { "Bottle filler",
                      "FX",
                      "Brackmann Filling",
                      310,
                      { DRIVE_MOTOR, VALVE_BLOCK, LEVEL_SENSOR } },
  [CAPPER] = { "Capper", "CP", "Brackmann Filling", 95, { GEARBOX, GRIPPER, SAFETY_DOOR } },
  [LABELLER] = { "Labeller", "LB", "Etikon", 74, { LABEL_HEAD, DRIVE_MOTOR, SAFETY_DOOR } },
  [CASE_PACKER] = { "Case packer", "KP", "Packstar", 180, { GRIPPER, CHAIN_DRIVE, VALVE_BLOCK } },
  [PALLETISER] = { "Palletiser", "PZ", "Packstar", 240, { CHAIN_DRIVE, GRIPPER, CONTROL_CABINET } },
  [SHRINK_TUNNEL] = { "Shrink tunnel",
                      "ST",
                      "Thermowrap",
                      68,
                      { HEATING_ELEMENT, CONVEYOR_BELT, CONTROL_CABINET } },
  [BELT_CONVEYOR] = { "Belt conveyor", "BC", "Förderwerk", 22, { CONVEYOR_BELT, DRIVE_MOTOR, GEARBOX } },
  [CENTRIFUGAL_PUMP] = { "Centrifugal pump",
                         "NP",
                         "Aquaduct",
                         9,
                         { MECHANICAL_SEAL, COUPLING, DRIVE_MOTOR } },
  [MIXING_TANK] = { "Mixing tank", "MT", "Inoxbau", 56, { GEARBOX, LEVEL_SENSOR, MECHANICAL_SEAL } },
  [PASTEURISER] = { "Pasteuriser", "PA", "Thermowrap", 410, { LEVEL_SENSOR, VALVE_BLOCK, CONTROL_CABINET } },
  [AIR_COMPRESSOR] = { "Air compressor", "AK", "Pneumax Alpin", 48, { FILTER_UNIT, DRIVE_MOTOR, COUPLING } },
  [CHILLER] = { "Chiller", "CH", "Polarwerk", 87, { FILTER_UNIT, CONTROL_CABINET, MECHANICAL_SEAL } },
  [STEAM_BOILER] = { "Steam boiler",
                     "SB",
                     "Kesselbau Ruhr",
                     155,
                     { LEVEL_SENSOR, HEATING_ELEMENT, VALVE_BLOCK } },
  [BALING_PRESS] = { "Baling press",
                     "HP",
                     "Cylindra",
                     130,
                     { HYDRAULIC_UNIT, SAFETY_DOOR, CONTROL_CABINET } },
  [DUST_COLLECTOR] = { "Dust collector", "DC", "Filtrex", 31, { FILTER_UNIT, VALVE_BLOCK, DRIVE_MOTOR } },
  [SCREW_CONVEYOR] = { "Screw conveyor", "SC", "Förderwerk", 17, { GEARBOX, CHAIN_DRIVE, COUPLING } },
};

const guint mw_demo_n_machines = G_N_ELEMENTS (mw_demo_machines);

const MwDemoSite mw_demo_sites[MW_DEMO_N_SITES] = {
  { "P100", "Rheinau plant", "Hafenstraße 14", "77866", "Rheinau", "DE", "48.6670", "7.9340", "EUR" },
  { "P200", "Brzeg plant", "ul. Fabryczna 8", "49-300", "Brzeg", "PL", "50.8600", "17.4670", "PLN" },
  { "P300", "Solent plant", "Unit 3, Dock Road", "SO14 3GG", "Southampton", "GB", "50.8970", "-1.4040",
    "GBP" },
};

const char *const mw_demo_halls[MW_DEMO_N_HALLS] = { "Filling hall", "Packaging hall", "Utilities",
                                                     "Warehouse" };

const guint mw_demo_hall_machines[MW_DEMO_N_HALLS][MW_DEMO_N_HALL_MACHINES] = {
  { MIXING_TANK, PASTEURISER, BOTTLE_FILLER, CAPPER, CENTRIFUGAL_PUMP },
  { LABELLER, CASE_PACKER, PALLETISER, SHRINK_TUNNEL, BELT_CONVEYOR },
  { AIR_COMPRESSOR, CHILLER, STEAM_BOILER, CENTRIFUGAL_PUMP, DUST_COLLECTOR },
  { BELT_CONVEYOR, PALLETISER, SCREW_CONVEYOR, BALING_PRESS, BELT_CONVEYOR },
};

const char *const mw_demo_storerooms[MW_DEMO_N_STOREROOMS] = { "Main store", "Line-side store", "Oil store" };

const char *const mw_demo_remarks[] = {
  "Done, test run of 30 minutes without findings.",
  "Part replaced, old part kept for inspection.",
  "Cleaned and adjusted. Watch it for the next two shifts.",
  "No fault found.",
  "Provisional repair; final repair planned for the shutdown.",
};

const guint mw_demo_n_remarks = G_N_ELEMENTS (mw_demo_remarks);
