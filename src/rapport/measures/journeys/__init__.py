"""The ways customers take, and where they get stuck."""

from rapport.measures.journeys.case_durations import CaseDurations, case_durations
from rapport.measures.journeys.directly_follows import DirectlyFollows, directly_follows
from rapport.measures.journeys.event_log import EventLog, event_log
from rapport.measures.journeys.funnel import FunnelStep, funnel
from rapport.measures.journeys.removal_effect import RemovalEffect, removal_effect
from rapport.measures.journeys.rework import Rework, rework
from rapport.measures.journeys.step_friction import StepFriction, step_friction
from rapport.measures.journeys.time_between import TimeBetween, time_between
from rapport.measures.journeys.transition_matrix import TransitionMatrix, transition_matrix
from rapport.measures.journeys.variants import variants

__all__ = [
    "CaseDurations",
    "DirectlyFollows",
    "EventLog",
    "FunnelStep",
    "RemovalEffect",
    "Rework",
    "StepFriction",
    "TimeBetween",
    "TransitionMatrix",
    "case_durations",
    "directly_follows",
    "event_log",
    "funnel",
    "removal_effect",
    "rework",
    "step_friction",
    "time_between",
    "transition_matrix",
    "variants",
]
